"""Page layouts of the systems that Chinese sites are made with, with all that they print around a
text: forums, diaries, accounts, government, portals, universities, papers, companies.

Each makes a page of a title and paragraphs; the last argument damages the source of the text.
"""

from __future__ import annotations

from collections.abc import Callable

Page = Callable[[str, list[str], Callable[[str], str]], str]
Harm = Callable[[str], str]
_NAV = "".join(
    f'<li><a href="/{n}">{w}</a></li>'
    for n, w in enumerate(
        "首页 新闻 政务 民生 财经 教育 健康 房产 汽车 旅游 图片 视频 专题 论坛".split()
    )
)
_LINKS = "".join(
    f'<li><a href="/{n}.html" title="滨河市第{n}批惠民项目集中开工">滨河市第{n}批惠民项目集中开工</a> <span>[07-{n:02}]</span></li>'
    for n in range(1, 9)
)


def ps(lines: list[str], style: str = "") -> str:
    return "".join(f"<p{style}>　　{x}</p>\n" for x in lines)


def discuz(t: str, lines: list[str], harm: Harm) -> str:
    text = harm("<br />\n<br />\n".join(lines))
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head><title>{t} - 滨河论坛 - Powered by Discuz!</title><meta name="generator" content="Discuz! X3.4"/></head><body id="nv_forum" class="pg_viewthread"><div id="toptb"><a>设为首页</a><a>收藏本站</a></div><div id="hd"><form><table><tr><td>用户名</td><td><input name=username></td><td>自动登录</td><td><a>找回密码</a></td></tr><tr><td>密码</td><td><input type=password></td><td><button>登录</button></td><td><a>立即注册</a></td></tr></table></form><div id="nv"><ul>{_NAV}</ul></div></div><div id="wp"><div id="pt"><a>滨河论坛</a> <em>&rsaquo;</em> <a>论坛</a> <em>&rsaquo;</em> <a>城事杂谈</a> <em>&rsaquo;</em> <a>{t}</a></div><div id="postlist"><table><tr><td class="pls"><div class="hm"><span class="xg1">查看:</span> <span class="xi1">4550</span><span class="pipe">|</span><span class="xg1">回复:</span> <span class="xi1">2</span></div></td><td class="plc"><h1 class="ts">[<a>民生</a>] <span id="thread_subject">{t}</span></h1> <span class="xg1"><a>[复制链接]</a></span></td></tr></table>
<div id="post_1"><table class="plhin"><tr><td class="pls" rowspan=2><div class="authi"><a>水边人</a></div><dl><dt>主题</dt><dd>12</dd><dt>帖子</dt><dd>345</dd><dt>积分</dt><dd>2034</dd></dl><p><em>中级会员</em></p><a>发消息</a></td><td class="plc"><div class="pi"><strong><a>楼主</a></strong><div class="authi"><em id="authorposton1">发表于 2022-9-21 00:46:47</em><span class="pipe">|</span><a>只看该作者</a><span class="pipe">|</span><a>倒序浏览</a></div></div><div class="pct"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_1"><i class="pstatus"> 本帖最后由 水边人 于 2022-9-21 09:18 编辑 </i><br />
<br />
{text}</td></tr></table></div></div></td></tr><tr><td class="plc"><div class="po"><a>回复</a> <a>使用道具</a> <a>举报</a></div></td></tr></table></div>
<div id="post_2"><table class="plhin"><tr><td class="pls"><a>路过的人</a></td><td class="plc"><div class="authi"><em>发表于 2022-9-21 08:00:00</em></div><table><tr><td class="t_f">顶一个，说得好。</td></tr></table></td></tr></table></div></div></div><div id="ft"><p>Powered by Discuz! X3.4 © 2001-2017 Comsenz Inc.</p><p>GMT+8, 2022-9-22 10:00 , Processed in 0.043 second(s), 23 queries .</p></div></body></html>"""


def dede(t: str, lines: list[str], harm: Harm) -> str:
    text = harm("".join(f"<p>\r\n\t　　{x}</p>\r\n" for x in lines))
    return f"""<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" /><title>{t}_滨河要闻_滨河在线</title><meta name="keywords" content="滨河,要闻"/></head><body class="articleview"><div class="header"><ul>{_NAV}</ul></div><div class="place"><strong>当前位置:</strong> <a>主页</a> > <a>要闻</a> > </div><div class="viewbox"><div class="title"><h2>{t}</h2></div><div class="info"><small>时间:</small>2018-08-29 15:20<small>来源:</small>滨河日报 <small>作者:</small>李晓 <small>点击:</small>82次</div><div class="intro">{harm(lines[0][:60])}...</div><div class="content"><table width="100%"><tr><td>{text}</td></tr></table></div><div class="dede_pages"><ul class="pagelist"></ul></div><div class="newdigg"><div class="diggbox digg_good"><div class="digg_act">顶一下</div><div class="digg_num">(3)</div><div class="digg_percent"><span>75%</span></div></div><div class="diggbox"><div class="digg_act">踩一下</div><div>(1)</div><div>25%</div></div></div><div class="boxoff"><strong>------分隔线----------------------------</strong></div><div class="handle"><div class="context"><ul><li>上一篇：<a>滨河大桥下月通车</a></li><li>下一篇：<a>东湖公园樱花盛开</a></li></ul></div><ul class="actbox"><li><a>收藏</a></li><li><a>挑错</a></li><li><a>推荐</a></li><li><a>打印</a></li></ul></div></div><dl class="tbox"><dt><strong>最新评论</strong></dt><dd>查看所有评论</dd></dl><dl class="tbox"><dt><strong>热点内容</strong></dt><dd><ul>{_LINKS}</ul></dd></dl><div class="footer">Powered by DedeCMS © 2004-2011 滨河在线</div></body></html>"""


def wordpress(t: str, lines: list[str], harm: Harm) -> str:
    text = harm("".join(f"<p>{x}</p>\n" for x in lines))
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="UTF-8"><title>{t} &#8211; 滨河笔记</title><meta property="article:published_time" content="2018-08-29T15:20:00+08:00"/></head><body class="single"><a class="skip-link" href="#content">跳至内容</a><header class="site-header"><p class="site-title"><a>滨河笔记</a></p><p class="site-description">记录一座小城的日常，也记录我们自己。</p><nav><ul>{_NAV}</ul></nav></header><main id="content"><article class="post"><header class="entry-header"><h1 class="entry-title">{t}</h1><div class="entry-meta"><span class="posted-on">发布于 <time datetime="2018-08-29T15:20:00+08:00">2018年8月29日</time></span> <span class="byline">由 <a>李晓</a></span></div></header><div class="entry-content">{text}</div><footer class="entry-footer"><span>分类：<a>要闻</a></span> <span>标签：<a>滨河</a>、<a>民生</a></span></footer></article><nav class="post-navigation"><h2>文章导航</h2><a>← 滨河大桥下月通车</a><a>东湖公园樱花盛开 →</a></nav><div id="comments"><h2>《{t}》有2个想法</h2><ol><li><b>路人甲</b>说道：<p>写得真好，这几年小城变化确实很大，希望作者多写一些这样的文章，我们都爱看。</p></li></ol><h3>发表回复</h3><p>您的邮箱地址不会被公开。 必填项已用 * 标注</p></div></main><aside><h2>近期文章</h2><ul>{_LINKS}</ul></aside><footer>自豪地采用WordPress</footer></body></html>"""


def wechat(t: str, lines: list[str], harm: Harm) -> str:
    text = harm(
        "".join(
            f'<section style="margin:0 8px"><p style="text-indent:2em"><span style="font-size:15px;letter-spacing:1px">{x}</span></p><p><br/></p></section>'
            for x in lines
        )
    )
    return f'''<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{t}"/><meta property="og:article:author" content="李晓"/><title></title></head><body id="activity-detail"><div id="js_article"><div id="page-content"><div id="img-content"><h1 class="rich_media_title" id="activity-name">
{t}
</h1><div id="meta_content"><span id="copyright_logo">原创</span><span class="rich_media_meta_text">李晓</span><span id="profileBt"><a id="js_name">滨河发布</a></span><em id="publish_time"></em></div><div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;"><section><p><strong><span>点击上方“滨河发布”关注我们</span></strong></p></section>{text}<section><p>来源丨滨河日报</p><p>编辑丨王芳</p><p>校对丨张三</p><p>- END -</p><p>往期精彩回顾</p><p><a>滨河大桥下月通车</a></p><p><a>东湖公园樱花盛开</a></p><p>点个在看，让更多人看到</p></section></div></div></div><div><span>阅读原文</span><span>阅读</span><span>赞</span></div></div><script>var publish_time = "2018-08-29" || "";var ct="1535527200";</script></body></html>'''


def gov(t: str, lines: list[str], harm: Harm) -> str:
    text = harm(
        "".join(
            f'<p style="text-indent: 2em; line-height: 2;" align="justify"><span style="font-family: 仿宋,仿宋_GB2312; font-size: 16pt;">{x}</span></p>'
            for x in lines
        )
    )
    return f'''<!DOCTYPE html><html><head><meta charset="UTF-8"><title>{t}_部门动态_滨河市人民政府</title><meta name="SiteName" content="滨河市人民政府"><meta name="ArticleTitle" content="{t}"><meta name="PubDate" content="2018-08-29 15:20:00"><meta name="ContentSource" content="市民政局"><meta name="ColumnName" content="部门动态"></head><body><div class="accessibility"><a>无障碍阅读</a><a>适老版</a><a>繁體</a></div><div class="head"><h2>滨河市人民政府</h2><ul>{_NAV}</ul><form><input value="请输入关键字"><a>搜索</a></form><p>热搜词：公积金 社保 户口 身份证</p></div><div class="bread">当前位置：<a>首页</a> &gt; <a>新闻中心</a> &gt; <a>部门动态</a></div><div class="article-wrap"><div class="tit">{t}</div><div class="property"><span>发布日期：2018-08-29 15:20</span><span>信息来源：市民政局</span><span>浏览次数：<b id="hits">1024</b></span><span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span></div><div class="view TRS_UEDITOR trs_paper_default trs_web">{text}<p style="display:none">附件下载</p></div><div class="share">分享到：<a>微信</a><a>微博</a></div><div class="print"><a>打印本页</a><a>关闭窗口</a></div><div class="qrcode"><p>扫一扫在手机打开当前页</p></div><div class="rel"><h4>相关链接</h4><ul>{_LINKS}</ul></div></div><div class="foot"><p><a>网站地图</a> | <a>联系我们</a> | <a>隐私声明</a></p><p>主办：滨河市人民政府办公室 承办：滨河市大数据局 网站标识码：5109000001</p><p>蜀ICP备05000000号 蜀公网安备 51090000000001号</p><p>为确保最佳浏览效果，建议您使用以下浏览器版本：IE9.0以上版本、谷歌浏览器63以上版本、360浏览器9.1以上版本，且IE内核9.0以上版本。</p></div></body></html>'''


def sina(t: str, lines: list[str], harm: Harm) -> str:
    m = max(1, len(lines) // 2)
    a, b = harm(ps(lines[:m], ' cms-style="font-L"')), harm(ps(lines[m:], ' cms-style="font-L"'))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{t}|滨河|民生_新闻</title><meta property="article:published_time" content="2018-08-29T15:20:00+08:00"/></head><body><div class="nav"><ul>{_NAV}</ul></div><div class="main-content"><div class="path-search"><div class="path"><a>新闻中心</a><span>&gt;</span><a>国内新闻</a><span>&gt;</span><span>正文</span></div></div><h1 class="main-title">{t}</h1><div class="top-bar"><div class="date-source"><span class="date">2018年08月29日 15:20</span> <a class="source">滨河日报</a></div><div class="page-tools"><span>缩小字体</span><span>放大字体</span><span>收藏</span><span>微博</span><span>微信</span><span>分享</span><span>0</span></div></div><div class="article" id="article"><div class="img_wrapper"><img><span class="img_descr">市民在社区服务中心办事。滨河日报 图</span></div><p>　　原标题：{t}</p>{a}<div class="ad"><p>广告</p></div><div class="video-box"><h5>视频｜滨河大桥航拍</h5><p>向前</p><p>向后</p></div>{b}<p>　　点击进入专题：</p><p><a>滨河民生这五年</a></p><p class="article-editor">责任编辑：张三 </p></div><div class="keywords"><label>文章关键词：</label><a>民生</a><a>滨河</a></div><div class="feedback">我要反馈</div><div class="blk-related"><h3>相关新闻</h3><ul>{_LINKS}</ul></div><div class="hot"><h3>24小时热文</h3><p>今日头条里的大事小情，都在这里了，点开就能看到全国各地的新鲜事，不要错过每一天的精彩。</p><p>滨河新闻客户端 全新上线，扫描下方二维码，马上就能下载，第一时间看到家门口的事。</p></div></div></body></html>"""


def sohu(t: str, lines: list[str], harm: Harm) -> str:
    text = harm("".join(f"<p>{x}</p> \n" for x in lines))
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{t}_滨河_民生_社区</title><meta name="mediaid" content="滨河发布"/><meta itemprop="datePublished" content="2018-08-29 15:20"/></head><body><div class="site-nav"><ul>{_NAV}</ul></div><div class="wrapper-box"><div class="left sidebar"><div class="user-info"><h4><a>滨河发布</a></h4></div><dl class="user-num"><dd><em>2048</em>文章</dd><dd><em>1.2亿</em>总阅读</dd></dl><ul><li>查看TA的文章></li></ul><div class="share"><span>评论</span> <span>分享</span> <a>分享到微信朋友圈</a></div></div><div class="left main"><div class="text"><div class="text-title"><h1>{t} <span class="article-tag"></span></h1><div class="article-info"><span class="time">2018-08-29 15:20</span> <span>来源: <a>滨河日报</a></span></div></div><article class="article" id="mp-editor"><p data-role="original-title" style="display:none">原标题：{t}</p>{text}<p>返回搜狐，查看更多</p><p data-role="editor-name">责任编辑：<span></span></p></article><div class="statement">平台声明：该文观点仅代表作者本人，该平台系信息发布平台，仅提供信息存储空间服务。</div><div class="bottom-relate"><span class="tag"><a>滨河</a><a>民生</a></span><span>阅读 (<em>1024</em>)</span></div></div><div class="groom"><h3>推荐阅读</h3><ul>{_LINKS}</ul></div></div><div class="right"><h3>24小时热文</h3><ul>{_LINKS}</ul></div></div></body></html>"""


def univ(t: str, lines: list[str], harm: Harm) -> str:
    text = harm(
        "".join(
            f'<p style="line-height:1.75em;text-indent:2em;"><span style="font-size:16px;font-family:宋体">{x}</span></p>'
            for x in lines
        )
    )
    return f'''<html><head><meta charset="UTF-8"><title>{t}-滨河学院</title><META Name="keywords" Content="滨河学院"/><META Name="description" Content="{lines[0][:60]}"/></head><body><div class="top"><a>加入收藏</a><a>设为首页</a><a>ENGLISH</a></div><ul>{_NAV}</ul><div class="position"><table class="winstyle"><tr><td nowrap>当前位置: <a>首页</a> &gt;&gt; <a>学校要闻</a> &gt;&gt; 正文</td></tr></table></div><form name="_newscontent_fromname"><div class="content"><h1 align="center" class="c-title">{t}</h1><div class="other-s">发布者：李晓 &nbsp; &nbsp; 发布时间：2018-08-29 &nbsp; &nbsp;浏览次数：[<span id="dynclicks">512</span>]</div><div id="vsb_content_2"><div id="vsb_content"><div class="v_news_content">{text}<p style="text-align:right">（文/李晓 图/王芳 审核/张三）</p></div></div></div><div id="div_vote_id"></div><p align="right">【<a>关闭窗口</a>】</p><div class="nextprev"><p>上一条：<a>学校召开工作会议</a></p><p>下一条：<a>学校举行升旗仪式</a></p></div></div></form><div class="foot">版权所有 © 滨河学院 地址：滨河市学院路1号 邮编：629000</div></body></html>'''


def epaper(t: str, lines: list[str], harm: Harm) -> str:
    text = harm("".join(f"<P>　　{x}</P>" for x in lines))
    return f"""<html><head><meta charset="utf-8"><title>滨河日报数字报-{t}</title></head><body><table><tr><td>滨河日报</td><td>2018年08月29日 星期三</td><td><a>上一期</a>　<a>下一期</a></td></tr></table><table><tr><td><a>第A05版：民生</a></td><td><a>版面导航</a></td><td><a>标题导航</a></td></tr><tr><td><a>第A01版：要闻</a></td></tr><tr><td><a>第A02版：时政</a></td></tr><tr><td><a>第A03版：经济</a></td></tr></table><div><a>3</a> <a>上一篇</a> <a>下一篇</a> <a>4</a> <a>放大+</a> <a>缩小-</a> <a>默认○</a></div><table><tr><td class="font02">“身边的变化”系列报道之三</td></tr><tr><td class="font01"><strong>{t}</strong></td></tr><tr><td class="font02">本报记者 李晓 通讯员 王芳</td></tr></table><div id="ozoom"><founder-content>{text}</founder-content></div><table><tr><td><a>民生短讯</a></td></tr><tr><td><a>东湖公园樱花盛开</a></td></tr></table><div>滨河日报社版权所有，未经书面授权不得复制或建立镜像</div></body></html>"""


def taiwan(t: str, lines: list[str], harm: Harm) -> str:
    text = harm("".join(f"<p>{x}</p>" for x in lines))
    return f"""<!DOCTYPE html><html lang="zh-TW"><head><meta charset="utf-8"><title>{t} - 生活 - 濱河時報電子報</title></head><body><p class="browser">為達最佳瀏覽效果，建議使用 Chrome、Firefox 或 Microsoft Edge 的瀏覽器。</p><p><a>關閉此視窗</a> 請至Edge官網下載</p><div class="weather">晴時多雲</div><ul>{_NAV}</ul><div class="breadcrumbs"><a>首頁</a> &gt; <a>生活</a></div><div class="whitecon articlebody"><h1>{t}</h1><div class="photo"><p>示意圖。（資料照）</p></div><div class="text"><span class="time">2018/08/29 15:20</span><div class="function"><a>分享</a><a>列印</a></div>{text}<p class="appE1121">不用抽 不用搶 現在用APP看新聞 保證天天中獎　<a>點我下載APP</a>　<a>按我看活動辦法</a></p></div><div class="related"><p><strong>相關新聞</strong></p><ul>{_LINKS}</ul></div></div><div class="foot">本網站之文字及圖片非經授權不得轉載 Copyright © 濱河時報</div></body></html>"""


def phpcms(t: str, lines: list[str], harm: Harm) -> str:
    text = harm("".join(f"<p>{x}</p>" for x in lines))
    return f"""<html><head><meta charset="utf-8"/><title>{t} - 公司新闻 - 滨河机械有限公司</title></head><body><div class="header"><div class="logo">滨河机械有限公司</div><div class="tel">全国服务热线：400-000-0000</div><ul>{_NAV}</ul></div><div class="banner"></div><div class="side"><h3>新闻中心</h3><ul><li><a>公司新闻</a></li><li><a>行业动态</a></li><li><a>技术资料</a></li></ul><h3>联系我们</h3><p>地址：滨河市工业园区1号</p><p>电话：0000-1234567</p><p>邮箱：info@example.com</p></div><div class="main"><div class="crumbs">您现在的位置：<a>首页</a> > <a>新闻中心</a> > <a>公司新闻</a></div><div class="Article"><h1>{t}<br/><span>2018-08-29 15:20:00 &nbsp;&nbsp;&nbsp;来源：本站&nbsp;&nbsp;&nbsp;点击：<em>82</em></span></h1><div class="content">{text}</div><p class="f14"><strong>上一篇：</strong><a>我公司通过质量认证</a><br /><strong>下一篇：</strong><a>我公司参加展览会</a></p></div><div class="products"><h3>推荐产品</h3><ul><li><a>数控车床</a></li><li><a>加工中心</a></li><li><a>铣床</a></li></ul></div></div><div class="footer">Copyright © 2018 滨河机械有限公司 版权所有 技术支持：滨河网络</div></body></html>"""


SITES: dict[str, Page] = {
    "forum": discuz,
    "dede": dede,
    "diary": wordpress,
    "account": wechat,
    "government": gov,
    "portal": sina,
    "portal's account": sohu,
    "university": univ,
    "electronic paper": epaper,
    "taiwan": taiwan,
    "company": phpcms,
}
